# C1 Who was put aside waits like the others once the day is full: the place that is freed then is offered to the director.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie mer 11/07 journée
< dupont@example.org
< directrice@example.org | [lot 1]
>> directrice@example.org | attente 1
< directrice@example.org
< dupont@example.org | Liste d'attente : Marie
> nguyen@example.org | réserver Léo et Mai mer 11/07 journée
< nguyen@example.org
< directrice@example.org | [lot 2]
>> directrice@example.org | ok
< directrice@example.org
< nguyen@example.org | Accepté : Léo et Mai
> dupont@example.org | statut
< dupont@example.org
| complet – liste d'attente
| (n° 1 sur la liste)
> nguyen@example.org | annuler Mai mer 11/07
< nguyen@example.org
< directrice@example.org
>> directrice@example.org | ok
< directrice@example.org
< nguyen@example.org | Annulé : Mai
< directrice@example.org
| DUPONT Marie
| une place s'est libérée
>> directrice@example.org | ok
< directrice@example.org
< dupont@example.org | Accepté : Marie
