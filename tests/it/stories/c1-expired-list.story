# C1 A list is answered for 14 days; later its "ok" is told why it decides nothing, and the fresh list comes with it.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie lun 23/07 journée
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
@ 2012-07-17 09:00
>> directrice@example.org | ok
! asked
< directrice@example.org
| rien n'est changé : la liste à laquelle vous répondez est trop ancienne
| Le lot 1, avec tout ce qui attend, vous arrive à la suite
< directrice@example.org | [lot 1]
| DUPONT Marie
>> directrice@example.org | ok
! acted
< directrice@example.org | 1 réservation acceptée [lot 1]
< dupont@example.org | Accepté : Marie
