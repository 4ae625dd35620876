# C1 The words that decide, word by word: refused, decided before, nothing left, kept, too late.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie jeu 12/07 matin
< dupont@example.org | Demande n° 1 enregistrée
< directrice@example.org | [lot 1]
>> directrice@example.org | refuser 1 : sortie complète
< directrice@example.org | 1 réservation refusée [lot 1]
| jeu. 12 juillet, matin refusé
< dupont@example.org | Refusé : Marie, jeudi 12 juillet
| la demande pour Marie, jeudi 12 juillet, n'est pas acceptée
| refusé : sortie complète
>> directrice@example.org | accepter 1
! told
< directrice@example.org | 1 réservation sans changement
| rien de changé : déjà refusé
> dupont@example.org | annuler 1
! told
< dupont@example.org | 1 annulation non faite
| je n'ai rien annulé : il ne reste rien à annuler dans la demande n° 1
> dupont@example.org | réserver Lilou jeu 12/07 matin
< dupont@example.org | Demande n° 2 enregistrée
< directrice@example.org | [lot 2]
>> directrice@example.org | ok
< directrice@example.org | 1 réservation acceptée
< dupont@example.org | Accepté : Lilou
> dupont@example.org | annuler Lilou jeu 12/07
< dupont@example.org | Demande d'annulation : Lilou
| la réservation tient jusque-là
< directrice@example.org | [lot 3]
>> directrice@example.org | refuser 1 : car réservé
< directrice@example.org | 1 annulation refusée
| annulation refusée, la réservation tient
< dupont@example.org | Annulation refusée : Lilou
| l'annulation n'est pas acceptée : la réservation de Lilou, jeudi 12 juillet
| tient toujours
?> dupont@example.org | réserver Antoine mer 4/07 matin
! asked_confirmation
< dupont@example.org | à confirmer par « oui »
@ 2012-07-05 08:00
?>> dupont@example.org | oui
! acted
< dupont@example.org
| je n'ai rien réservé
| rien réservé : ce jour est passé
