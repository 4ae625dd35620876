# C1 Over the places: a full line that is named asks once, "quand même" takes the child as an exception.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver les enfants mer 11/07 journée
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
>> directrice@example.org | accepter 1 2 3
< directrice@example.org | [lot 1]
| accepter 3 quand même
< dupont@example.org | Accepté : Marie et Raphaël
>> directrice@example.org | accepter 3 quand même
! acted
< directrice@example.org | [lot 1]
| accepté, au-delà des places
| ligne 4
| 1 famille est prévenue
< dupont@example.org | Accepté : Antoine
| accepté
> dupont@example.org | statut
< dupont@example.org
| voici vos 4 réservations
