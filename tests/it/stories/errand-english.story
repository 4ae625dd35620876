# The same in English, for a family and for a director.
centre martin
@ 2026-06-09 09:00
> martin@example.org | my invoices
! told
< martin@example.org | Your message is passed on to the director
| your message is passed on to the director, who will answer you.
| Invoices do not pass through me yet
< directrice@example.org | Mot de la famille MARTIN : factures
> martin@example.org | book Zoé Wed 8 July full day. Is the swimming pool open?
! acted
< martin@example.org | Request no. 1 received: Zoé
| Your message is passed on to the director, who will answer you.
< directrice@example.org | Mot de la famille MARTIN
< directrice@example.org | [lot 1]
> martin@example.org | how do I pay?
! told
< martin@example.org
| never write a card number in a message
< directrice@example.org | Mot de la famille MARTIN : paiement
> directrice@example.org | family Martin
! told
< directrice@example.org | Family file
| here is the family MARTIN.
| Zoé full day requested
> directrice@example.org | later
! asked
< directrice@example.org
| nothing is changed: your message does not reply to a list.
< directrice@example.org | 1 request
?> martin@example.org | how much do I owe?
! asked_confirmation
< martin@example.org
| nothing is done yet
| deal with a message: account balance
