# B1 Who has a part of a day and asks for the whole gets what is missing, and is told both.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie mer 11/07 matin et repas
< dupont@example.org | Demande n° 1
| Marie, matin + repas
< directrice@example.org | [lot 1]
| DUPONT Marie (10) mer. 11 juillet matin + repas
> dupont@example.org | réserver Marie mer 11/07 journée
! acted
< dupont@example.org
| déjà noté, demande n° 1 (matin + repas)
| Marie, après-midi
| mer. 11/07 en demande
< directrice@example.org
| après-midi
> dupont@example.org | réserver Marie mer 11/07 journée
! told
< dupont@example.org | 1 réservation déjà notée
| rien n'est réservé deux fois
