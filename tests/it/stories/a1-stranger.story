# A1 Whom nobody registered can do nothing, and learns nothing: the same neutral words, once a day.
centre alsh
@ 2012-07-02 09:00
> inconnu@example.org | réserver Marie mer 11/07 journée
! unknown_sender
< inconnu@example.org
- Marie
@ 2012-07-02 10:00
> inconnu@example.org | réserver Marie mer 11/07 journée
! unknown_sender
@ 2012-07-03 11:00
> inconnu@example.org | statut
! unknown_sender
< inconnu@example.org | Votre message est bien arrivé
- Marie
