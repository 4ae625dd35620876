# C1 A day that is past is not decided any more.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie mer 11/07 journée
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
@ 2012-07-12 09:00
>> directrice@example.org | ok
! told
< directrice@example.org
| ce jour est passé
