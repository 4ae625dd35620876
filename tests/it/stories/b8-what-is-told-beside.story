# B8 What is booked already, what stays and why are told beside a cancellation; only what is taken away is cancelled.
centre martin
@ 2026-06-09 09:00
> martin@example.org | réserver Zoé et Hugo mer 10/06 et mer 17/06 journée
! acted
< martin@example.org | Demande n° 1 enregistrée
< directrice@example.org | [lot 1]
> martin@example.org | Zoé est inscrite le 10 et le 17 juin, on enlève le 17. Hugo vient normalement.
! acted
< martin@example.org
| Zoé
| 17/06
- 10/06
> martin@example.org | Hugo ne mangera pas à la cantine mercredi 10 juin. Il revient pour l'après-midi.
! acted
< martin@example.org
| repas
> martin@example.org | On garde Zoé à la maison demain, elle a de la fièvre.
! acted
< martin@example.org
| Zoé
