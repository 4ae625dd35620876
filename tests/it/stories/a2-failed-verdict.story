# A2 A failed verdict is no better than none: what was understood waits for a "oui" from the registered address.
centre alsh
@ 2012-07-02 09:00
x> dupont@example.org | blabla du jour
! not_understood
< dupont@example.org | Une précision
- blabla
x> dupont@example.org | réserver Marie mer 11/07 journée
! asked_confirmation
< dupont@example.org
| réserver Marie, mer. 11 juillet, journée
