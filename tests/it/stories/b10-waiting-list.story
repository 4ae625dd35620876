# B10 Full: the waiting list, in plain words; a freed place goes to the longest-waiting request that fits.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie et Raphaël mer 11/07 journée
< dupont@example.org | Demande n° 1
- attente
< directrice@example.org | 2 demandes à valider - semaine 28 [lot 1]
>> directrice@example.org | ok
< directrice@example.org | 2 réservations acceptées [lot 1]
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
< directrice@example.org | 2 demandes à valider - semaine 28 (2 sans place) [lot 3]
| NGUYEN Léo (9) mer. 11 juillet journée 0/2 ! complet ; n° 1 sur la liste d'attente
| DIALLO Awa (9) mer. 11 juillet journée 0/2 ! complet ; n° 2 sur la liste d'attente
@ 2012-07-04 08:00
> dupont@example.org | annuler Marie mer 11/07
< dupont@example.org | Demande d'annulation : Marie, mercredi 11 juillet
| la réservation tient jusque-là
< directrice@example.org
| DUPONT Marie
>> directrice@example.org | accepter 1
< directrice@example.org | 1 annulation acceptée, 1 ligne à décider [lot 4]
| DUPONT Marie mer. 11 juillet, journée annulation acceptée
< dupont@example.org | Annulé
< directrice@example.org
| NGUYEN Léo
| une place s'est libérée
>> directrice@example.org | ok
< directrice@example.org | 1 réservation acceptée, 1 réservation en liste d'attente [lot 5]
| 1. NGUYEN Léo mer. 11 juillet, journée accepté
| 2. DIALLO Awa mer. 11 juillet, journée complet – liste d'attente
< nguyen@example.org | Accepté : Léo
> diallo@example.org | statut
< diallo@example.org
| (n° 1 sur la liste)
> diallo@example.org | annuler Awa mer 11/07
< diallo@example.org | Annulé : Awa, mercredi 11 juillet
| mer. 11/07 journée annulé
