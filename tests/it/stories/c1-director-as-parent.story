# C1 A director's address is the centre's: what a family would order from it is not done, and it is said why.
centre alsh
@ 2012-07-02 09:00
> directrice@example.org | réserver Awa mer 11/07 journée
! asked
< directrice@example.org
| cette adresse est inscrite comme celle de la direction
| Pour vos propres enfants, écrivez depuis une autre adresse
