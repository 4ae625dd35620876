# C1 The director decides one by one, several, or all; each family is told, and what is left stays answerable.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie lun 9/07 journée
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
> nguyen@example.org | réserver Léo et Mai lun 9/07 matin
< nguyen@example.org | Demande n° 2 enregistrée : Léo et Mai
< directrice@example.org | 3 demandes à valider - semaine 28 [lot 2]
| 1
| DUPONT Marie
| 2
| NGUYEN Léo
| 3
| NGUYEN Mai
>> directrice@example.org | accepter 1 3
< directrice@example.org
| 1. DUPONT Marie
| accepté
| 3. NGUYEN Mai
| accepté
| ligne 2
| 2 familles sont prévenues
< dupont@example.org | Accepté : Marie
< nguyen@example.org | Accepté : Mai
> directrice@example.org | statut
< directrice@example.org | [lot 3]
| NGUYEN Léo
>> directrice@example.org | refuser 1 : complet
< directrice@example.org
| refusé
< nguyen@example.org | Refusé
| complet
>> directrice@example.org | ok
< directrice@example.org | 1 réservation sans changement [lot 3]
| 1. NGUYEN Léo
| rien de changé : déjà refusé
| Aucune famille n'est prévenue
