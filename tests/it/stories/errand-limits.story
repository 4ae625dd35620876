# Questions are passed on as long as they are answered: beyond the limits a message stays unread, and no director gets it.
centre martin
@ 2026-06-09 09:00
> martin@example.org | est-ce que la piscine est ouverte ?
! told
< martin@example.org
< directrice@example.org | Mot de la famille MARTIN
> martin@example.org | combien je dois ?
! told
< martin@example.org
< directrice@example.org | Mot de la famille MARTIN
> martin@example.org | mes factures
! told
< martin@example.org
< directrice@example.org | Mot de la famille MARTIN
> martin@example.org | tarifs
! told
< martin@example.org
< directrice@example.org | Mot de la famille MARTIN
> martin@example.org | mes données
! told
< martin@example.org
| C'est ma dernière réponse de ce genre
< directrice@example.org | Mot de la famille MARTIN : données personnelles
> martin@example.org | attestation 2025
! rate_limited
> martin@example.org | réserver Zoé mer 8/07 journée. Est-ce que la piscine est ouverte ?
! acted
< martin@example.org | Demande n° 1 enregistrée
< directrice@example.org | Mot de la famille MARTIN
< directrice@example.org | [lot 1]
