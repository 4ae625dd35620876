# C1 "refuser sauf 2" refuses many lines that it does not name: it asks first, and its "oui" keeps the reason.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie et Lilou lun 16/07 journée
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
> nguyen@example.org | réserver Léo lun 16/07 journée
< nguyen@example.org | Demande n° 2
< directrice@example.org | [lot 2]
>> directrice@example.org | refuser sauf 2 : effectif réduit
! asked_confirmation
< directrice@example.org
| lot 2 : refuser les lignes 1, 3 (DUPONT Marie et NGUYEN Léo)
>> directrice@example.org | oui
! acted
< directrice@example.org
| DUPONT Marie
| refusé
| NGUYEN Léo
| refusé
| À décider encore dans le lot 2 : ligne 2
< dupont@example.org | Refusé : Marie
| effectif réduit
- Lilou
< nguyen@example.org | Refusé : Léo
