# C1 A bare "non" asks first; its "oui" refuses the list that was meant, whatever came since.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie et Lilou mer 11/07 journée
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
>> directrice@example.org | non
! asked_confirmation
< directrice@example.org
| lot 1
> nguyen@example.org | réserver Léo lun 16/07 journée
< nguyen@example.org | Demande n° 2
< directrice@example.org | [lot 2]
> directrice@example.org | oui
! acted
< directrice@example.org
| DUPONT Marie
| refusé
< dupont@example.org
| refusé
