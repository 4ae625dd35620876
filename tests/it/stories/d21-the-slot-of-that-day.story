# D21 A part of the day that does not run on a day is asked about, with what there is: Friday 13 July 2012 has no morning.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie ven 13/07 matin
! asked
< dupont@example.org
| rien
| après-midi
> dupont@example.org | réserver Marie ven 13/07 après-midi
! acted
< dupont@example.org | Demande n° 1 enregistrée
< directrice@example.org | 1 demande à valider
