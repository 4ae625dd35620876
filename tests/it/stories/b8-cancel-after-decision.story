# B8, D33 Once it is accepted, a cancellation is a request to the director; until then the booking stands.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie mer 11/07 journée
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
>> directrice@example.org | ok
< directrice@example.org | 1 réservation acceptée [lot 1]
< dupont@example.org | Accepté
> dupont@example.org | annuler Marie mer 11/07 : malade
! acted
< dupont@example.org | annulation
| la réservation tient jusque-là
| mer. 11/07 journée demande d'annulation
< directrice@example.org | [lot 2]
| annulation
| malade
>> directrice@example.org | refuser 1 : trop tard
< directrice@example.org | [lot 2]
< dupont@example.org | Annulation refusée : Marie
| tient toujours
| trop tard
> dupont@example.org | annuler Marie mer 11/07
< dupont@example.org | Demande d'annulation : Marie, mercredi 11 juillet
< directrice@example.org | [lot 3]
>> directrice@example.org | ok
< directrice@example.org | 1 annulation acceptée [lot 3]
< dupont@example.org | Annulé : Marie, mercredi 11 juillet
> dupont@example.org | statut
< dupont@example.org
| annulé
