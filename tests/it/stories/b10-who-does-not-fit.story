# B10 A freed place is offered to the first who fits: one who waits longer for more than is free bars nobody behind.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie et Raphaël mer 11/07 journée
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
>> directrice@example.org | ok
< directrice@example.org | 2 réservations acceptées
< dupont@example.org | Accepté : Marie et Raphaël
@ 2012-07-03 10:00
> nguyen@example.org | réserver Léo mer 11/07 journée
< nguyen@example.org
| (n° 1 sur la liste)
< directrice@example.org | [lot 2]
>> directrice@example.org | attente 1
< directrice@example.org
| NGUYEN Léo
| liste d'attente
> diallo@example.org | réserver Awa mer 11/07 matin
< diallo@example.org
| (n° 2 sur la liste)
< directrice@example.org | [lot 3]
>> directrice@example.org | attente 1
< directrice@example.org
| DIALLO Awa
| liste d'attente
@ 2012-07-04 08:00
# A morning alone becomes free: not the whole day that Léo waits for.
> dupont@example.org | annuler Marie mer 11/07 matin
< dupont@example.org | Demande d'annulation : Marie, mercredi 11 juillet, matin
< directrice@example.org | [lot 4]
| DUPONT Marie
>> directrice@example.org | ok
< directrice@example.org | 1 annulation acceptée [lot 4]
< dupont@example.org | Annulé
< directrice@example.org | 1 demande à valider
| DIALLO Awa
| une place s'est libérée
- NGUYEN
>> directrice@example.org | ok
< directrice@example.org | 1 réservation acceptée
| DIALLO Awa mer. 11 juillet, matin accepté
< diallo@example.org | Accepté : Awa
> nguyen@example.org | statut
< nguyen@example.org
| (n° 1 sur la liste)
