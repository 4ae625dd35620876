# B1 A day that is told in the sentence before is that of the order, and the answer says so; days of an absence book nothing.
centre martin
@ 2026-06-09 09:00
> martin@example.org | Je travaille le vendredi 17 juillet. Zoé pourrait-elle venir ce jour-là, toute la journée ?
! acted
< martin@example.org | Demande n° 1 enregistrée
| ven. 17/07
| La date n'était pas répétée ; j'ai repris la précédente
< directrice@example.org | [lot 1]
> martin@example.org | Nous partons du 20 au 24 juillet. Zoé viendra en journée ensuite.
! asked
< martin@example.org
| pour quel jour ?
