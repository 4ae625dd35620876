# A2 A letter that was passed on proves nothing where the server says that the mail is forged; only a confirmation does.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie mer 11/07 journée
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
| DUPONT Marie
x>> dupont@example.org | annuler 1
! asked_confirmation
< dupont@example.org
| annuler la demande n° 1
x>> dupont@example.org | oui
! acted
< dupont@example.org | Annulé : Marie
