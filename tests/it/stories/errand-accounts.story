# What the counter does not keep yet is passed on in one letter, and the family reads what to do meanwhile.
centre martin
@ 2026-06-09 09:00
> martin@example.org | combien je dois ?
! told
< martin@example.org | Votre message est transmis
| votre message est transmis à la direction, qui vous répondra.
| Je ne tiens pas encore les comptes
< directrice@example.org | Mot de la famille MARTIN : solde du compte
| combien je dois ?
> martin@example.org | mes factures⏎payer 20 € par carte
! told
< martin@example.org | Votre message est transmis
| Les factures ne passent pas encore par moi
| n'écrivez jamais un numéro de carte
< directrice@example.org | Mot de la famille MARTIN : factures et paiement
| mes factures
| payer 20 € par carte
> martin@example.org | how much do I owe?
! told
< martin@example.org | Your message is passed on
| I do not keep accounts yet: the centre will tell you where yours stands.
< directrice@example.org | Mot de la famille MARTIN : solde du compte
> martin@example.org | lier
! told
< martin@example.org
| rien n'est changé.
| Je n'écris encore que par courriel
