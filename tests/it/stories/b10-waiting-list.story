# B10 Full: the waiting list, in plain words; a freed place goes to the longest-waiting request that fits.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie et Raphaël mer 11/07 journée
< dupont@example.org
< directrice@example.org
>> directrice@example.org | ok
< directrice@example.org
< dupont@example.org | Accepté
@ 2012-07-03 10:00
> nguyen@example.org | réserver Léo mer 11/07 journée
! acted
< nguyen@example.org | liste d'attente
| (n° 1 sur la liste)
| ne peut pas recevoir Léo ce jour-là
< directrice@example.org
| complet
@ 2012-07-03 11:00
> diallo@example.org | réserver Awa mer 11/07 journée
< diallo@example.org
| (n° 2 sur la liste)
< directrice@example.org
@ 2012-07-04 08:00
> dupont@example.org | annuler Marie mer 11/07
< dupont@example.org
< directrice@example.org
| DUPONT Marie
>> directrice@example.org | accepter 1
< directrice@example.org
< dupont@example.org | Annulé
< directrice@example.org
| NGUYEN Léo
| une place s'est libérée
>> directrice@example.org | ok
< directrice@example.org
< nguyen@example.org | Accepté : Léo
> diallo@example.org | statut
< diallo@example.org
| (n° 1 sur la liste)
> diallo@example.org | annuler Awa mer 11/07
< diallo@example.org
