# A2 A confirmation is good once and for 72 hours; "non" drops it.
centre alsh
@ 2012-07-02 09:00
?> dupont@example.org | réserver Marie mer 11/07 journée
< dupont@example.org | à confirmer
| réserver Marie, mer. 11 juillet
?>> dupont@example.org | non
! acted
< dupont@example.org
| rien
?> dupont@example.org | réserver Lilou mer 11/07 journée
< dupont@example.org | à confirmer
| réserver Lilou, mer. 11 juillet
| Répondez avant le jeudi 5 juillet à 9 h.
@ 2012-07-05 09:01
?>> dupont@example.org | oui
! told
< dupont@example.org
| je n'ai rien fait
| le délai pour répondre est passé
?> dupont@example.org | réserver Lilou mer 11/07 journée
< dupont@example.org | à confirmer
| réserver Lilou, mer. 11 juillet
?>> dupont@example.org | oui
! acted
< dupont@example.org | Demande n° 1 enregistrée
< directrice@example.org
| DUPONT Lilou
?>> dupont@example.org | oui
! told
< dupont@example.org
| vous aviez déjà répondu
| rien n'est fait une deuxième fois
