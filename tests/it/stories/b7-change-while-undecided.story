# B7 Until the director has decided, the parent cancels at once; nobody else is asked.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie lun 9/07 matin
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
> dupont@example.org | annuler 1
! acted
< dupont@example.org | Annulé : Marie, lundi 9 juillet
- la direction décide
>> directrice@example.org | ok
< directrice@example.org
| 1. DUPONT Marie
| rien de changé
| Aucune famille n'est prévenue
