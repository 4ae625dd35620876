# C1 A decision needs the list that it is about: a fresh "ok" gets the list, and decides nothing.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie lun 9/07 journée
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
> directrice@example.org | ok
! asked
< directrice@example.org | Aucune décision prise
| rien n'est changé : votre message ne répond à aucune liste
< directrice@example.org | [lot 1]
| DUPONT Marie
>> directrice@example.org | accepter 9
! asked
< directrice@example.org
| 9
>> directrice@example.org | non
! acted
< directrice@example.org
| refusé
< dupont@example.org | Refusé
