# A8 What was not understood is answered, stays unread, and the director's lists say so for seven days.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | le doudou est resté chez vous
! not_understood
< dupont@example.org | Une précision
| je n'ai encore rien fait : je n'ai pas compris cette ligne
| le doudou est resté chez vous
> dupont@example.org | réserver Marie mer 11/07 journée
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
| 1 message de ces derniers jours n'a pas pu être traité et reste non lu dans la boîte : à ouvrir.
@ 2012-07-09 23:00
> dupont@example.org | réserver Marie lun 16/07 journée
< dupont@example.org | Demande n° 2
< directrice@example.org | [lot 2]
| 1 message de ces derniers jours n'a pas pu être traité et reste non lu dans la boîte : à ouvrir.
@ 2012-07-10 09:00
> dupont@example.org | réserver Marie mar 17/07 journée
< dupont@example.org | Demande n° 3
< directrice@example.org | [lot 3]
| DUPONT Marie
- traité
