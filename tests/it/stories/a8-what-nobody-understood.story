# A8 What was not understood is answered, stays unread, and the director's next list says so.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | le doudou est resté chez vous
! not_understood
< dupont@example.org
> dupont@example.org | réserver Marie mer 11/07 journée
< dupont@example.org
< directrice@example.org | [lot 1]
| 1 message de ces derniers jours n'a pas pu être traité et reste non lu dans la boîte : à ouvrir.
