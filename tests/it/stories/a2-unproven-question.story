# A2 What an unproven message does not say enough of is asked at the registered address, without its words.
centre alsh
@ 2012-07-02 09:00
?> dupont@example.org | réserver Marie mer 11/07
! asked
< dupont@example.org | Une précision
| rien n'est fait : un message envoyé en votre nom n'est pas assez précis.
| réserver Marie mercredi 4 juillet journée
- 11/07
