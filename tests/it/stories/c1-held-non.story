# C1 A bare "non" asks first; a "oui" that answers no letter refuses nobody: who decides for others replies to the very letter.
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
! asked
< directrice@example.org | Aucune décision prise
| rien n'est changé : votre message ne répond à aucune liste
< directrice@example.org | [lot 2]
| DUPONT Marie
| NGUYEN Léo
