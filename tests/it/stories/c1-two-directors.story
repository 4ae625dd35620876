# C1, D33 The list goes to every director. Who answers second is told what was decided; the families are told once.
centre alsh
+ directors.csv | M. le directeur adjoint,adjoint@example.org,fr
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie et Lilou lun 16/07 journée
< dupont@example.org | Demande n° 1
< directrice@example.org | 2 demandes à valider - semaine 29 [lot 1]
| Bonjour Mme la directrice
| DUPONT Marie
| DUPONT Lilou
< adjoint@example.org | 2 demandes à valider - semaine 29 [lot 1]
| Bonjour M. le directeur adjoint
| DUPONT Marie
| DUPONT Lilou
>> directrice@example.org | accepter 1, refuser 2 : groupe complet
! acted
< directrice@example.org | [lot 1]
| 1. DUPONT Marie
| accepté
| 2. DUPONT Lilou
| refusé
< dupont@example.org | Marie
| groupe complet
>> adjoint@example.org | ok
! told
< adjoint@example.org | [lot 1]
| 1. DUPONT Marie
| rien de changé : déjà accepté
| 2. DUPONT Lilou
| rien de changé : déjà refusé
| Aucune famille n'est prévenue
# A cancellation is asked of both as well; the second one may be quicker.
> dupont@example.org | annuler Marie lun 16/07
< dupont@example.org | Demande d'annulation : Marie
< directrice@example.org | [lot 2]
| annulation
< adjoint@example.org | [lot 2]
| annulation
>> adjoint@example.org | ok
! acted
< adjoint@example.org | 1 annulation acceptée [lot 2]
< dupont@example.org | Annulé : Marie
>> directrice@example.org | refuser 1
! told
< directrice@example.org | [lot 2]
| rien de changé : déjà annulé
