# A2 A "oui" confirms the letter that it answers, and no other: somebody else may have asked in the parent's name.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie mer 11/07 journée
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
x> dupont@example.org | annuler Marie mer 11/07
! asked_confirmation
< dupont@example.org | à confirmer
| annuler Marie, mer. 11 juillet
>> directrice@example.org | ok
< directrice@example.org | 1 réservation acceptée [lot 1]
< dupont@example.org | Accepté
>> dupont@example.org | ok merci
! asked
< dupont@example.org | Une précision
| je n'ai encore rien fait : je ne sais pas à quelle question vous répondez
> dupont@example.org | oui
! asked
< dupont@example.org | Une précision
| je n'ai encore rien fait : je ne sais pas à quelle question vous répondez
> dupont@example.org | statut
< dupont@example.org
| mer. 11/07 journée accepté
