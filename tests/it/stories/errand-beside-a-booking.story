# What is ordered is done, the question beside it goes to a person with the whole message.
centre martin
@ 2026-06-09 09:00
> martin@example.org | réserver Zoé mer 8/07 journée. Est-ce que la piscine est ouverte ?
! acted
< martin@example.org | Demande n° 1 enregistrée
| 1 demande enregistrée, message transmis
| Votre demande n° 1 est enregistrée
| Votre message est transmis à la direction, qui vous répondra.
< directrice@example.org | Mot de la famille MARTIN
| réserver Zoé mer 8/07 journée. Est-ce que la piscine est ouverte ?
< directrice@example.org | [lot 1]
| MARTIN Zoé
| mot de la famille : « Est-ce que la piscine est ouverte ? »
