# A question for a person is passed on with all its words, once, to every director; the family is told so.
centre martin
+ directors.csv | M. le directeur adjoint,adjoint@example.org,fr
@ 2026-06-09 09:00
> martin@example.org | Bonjour,⏎est-ce que la piscine est ouverte le mercredi ?⏎Voir https://piscine.example.org
! told
< martin@example.org | Votre message est transmis à la direction
| Bonjour Mme Martin, votre message est transmis à la direction, qui vous répondra.
< directrice@example.org | Mot de la famille MARTIN : question pour le centre
| Mme Martin (famille MARTIN) a écrit ce qui suit
| est-ce que la piscine est ouverte le mercredi ?
| Message reçu le mardi 9 juin à 9 h (question pour le centre).
| Pour répondre, écrivez à martin@example.org
- https://
< adjoint@example.org | Mot de la famille MARTIN
> martin@example.org | could you tell me whether there is a swimming pool?
! told
< martin@example.org | Your message is passed on to the director
| your message is passed on to the director, who will answer you.
< directrice@example.org | Mot de la famille MARTIN
| could you tell me whether there is a swimming pool?
< adjoint@example.org | Mot de la famille MARTIN
>> directrice@example.org | ok
! asked
< directrice@example.org
| rien n'est changé : votre message ne répond à aucune liste.
