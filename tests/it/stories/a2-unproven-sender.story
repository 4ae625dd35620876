# A2 Nobody is believed because of a From line: what was understood waits for a "oui" from the registered address.
centre alsh
@ 2012-07-02 09:00
?> dupont@example.org | réserver Marie mer 11/07 journée : bisous de l'inconnu
! asked_confirmation
< dupont@example.org
| réserver Marie, mer. 11 juillet, journée
| oui
- bisous
?>> dupont@example.org | oui
! acted
< dupont@example.org | Demande n° 1 enregistrée
< directrice@example.org | [lot 1]
?>> dupont@example.org | statut
! told
< dupont@example.org | Vos réservations
| mer. 11/07 journée en demande
