# Nothing is passed on, and nothing is told, before the sender is proven: the errand waits for a "oui".
centre martin
@ 2026-06-09 09:00
?> martin@example.org | est-ce que la piscine est ouverte ?⏎combien je dois ?
! asked_confirmation
< martin@example.org
| rien n'est encore fait
| traiter un message : question pour le centre
| traiter un message : solde du compte
- piscine
?>> martin@example.org | oui
! acted
< martin@example.org
| est transmis à la direction
< directrice@example.org | Mot de la famille MARTIN : solde du compte et question pour le centre
| est-ce que la piscine est ouverte ?
