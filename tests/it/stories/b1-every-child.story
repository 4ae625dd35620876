# B1 "Tout cocher": a whole day for every child; places are few, so the list says who would wait.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver les enfants mer 11/07 journée
< dupont@example.org | Marie, Raphaël, Antoine et Lilou, mercredi 11 juillet
< directrice@example.org | 4 demandes à valider - semaine 28 (2 sans place) [lot 1]
| DUPONT Antoine (7)
| !
| plus de place après les lignes au-dessus
| les lignes marquées « ! » vont en liste d'attente
>> directrice@example.org | ok
< directrice@example.org | 2 réservations en liste d'attente [lot 1]
| 1. DUPONT Marie
| accepté
| 3. DUPONT Antoine
| complet – liste d'attente
< dupont@example.org | 2 réservations acceptées, 2 réservations en liste d'attente [#1]
| Marie
| accepté
| Antoine
| complet – liste d'attente demande n° 1 (n° 1 sur la liste)
| Lilou
| complet – liste d'attente demande n° 1 (n° 2 sur la liste)
| le centre ne peut pas recevoir Antoine et Lilou ce jour-là
