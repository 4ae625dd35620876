# D28 The same wish again, in other words and a day later, is answered "already", and nothing is asked of the director twice.
centre martin
@ 2026-06-09 09:00
> martin@example.org | réserver Zoé mer 8/07 journée
! acted
< martin@example.org | Demande n° 1 enregistrée
< directrice@example.org | [lot 1]
@ 2026-06-10 09:00
> martin@example.org | Zoé viendra le mercredi 8 juillet, toute la journée
< martin@example.org
| déjà
