# B9 What is over is not to come, and cannot be cancelled any more; what was withdrawn is not shown.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie mer 11/07 matin et jeu 12/07 matin
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
>> directrice@example.org | ok
< directrice@example.org | 2 réservations acceptées
< dupont@example.org | Accepté : Marie
> dupont@example.org | réserver Lilou lun 16/07 matin
< dupont@example.org | Demande n° 2
< directrice@example.org | [lot 2]
> dupont@example.org | annuler 2
< dupont@example.org | Annulé : Lilou
@ 2012-07-12 07:00
> dupont@example.org | statut
< dupont@example.org
| voici votre réservation à venir
| jeu. 12/07
- 11/07
- Lilou
@ 2012-07-13 07:00
> dupont@example.org | annuler 1
! told
< dupont@example.org
| il ne reste rien à annuler dans la demande n° 1
