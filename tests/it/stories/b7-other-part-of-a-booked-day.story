# B7 A part of a day that is booked whole changes nothing, and the letter does not call that "already noted" alone.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie jeu 12/07 journée
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
> dupont@example.org | Marie viendra l'après-midi le 12 juillet
! told
< dupont@example.org | 1 réservation non faite
| je n'ai rien réservé
| Ce qui était déjà noté n'est pas changé. Pour le changer, annulez d'abord la partie du jour qui ne convient plus.
> dupont@example.org | réserver Marie jeu 12/07 journée
! told
< dupont@example.org | 1 réservation déjà notée
| c'était déjà noté : rien n'est réservé deux fois
- n'est pas changé
