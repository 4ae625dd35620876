# C1 Who is put aside although there are places stays aside: no freed place is told of, and an older list still takes the child.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie jeu 12/07 journée
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
>> directrice@example.org | attente 1
! acted
< directrice@example.org
| en liste d'attente, bien qu'il reste de la place
| Toutes les lignes du lot 1 sont décidées.
< dupont@example.org | Liste d'attente : Marie
| est mise en liste d'attente
- omplet
> dupont@example.org | statut
! told
< dupont@example.org
| en liste d'attente
- omplet
>> directrice@example.org | accepter 1
! acted
< directrice@example.org | 1 réservation acceptée [lot 1]
| DUPONT Marie jeu. 12 juillet, journée accepté
< dupont@example.org | Accepté : Marie
