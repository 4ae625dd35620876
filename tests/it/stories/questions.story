# Doubt asks, and books nothing: a weekday that contradicts its date, an unknown child, a closed day, no day, no slot.
centre martin
@ 2026-06-09 09:00
> martin@example.org | réserver Zoé mercredi 11/07 journée
! asked
< martin@example.org
| je n'ai encore rien fait : le 11 juillet 2026 est un samedi
| réserver Zoé mercredi 11/07 journée
| 1 mercredi 8 juillet
| 2 mercredi 15 juillet
> martin@example.org | réserver Anna mer 8/07 journée
! asked
< martin@example.org
| Anna
> martin@example.org | réserver Zoé mar 14/07 journée
! asked
< martin@example.org
| fermé
> martin@example.org | réserver Zoé journée
! asked
< martin@example.org | Une précision
| je n'ai encore rien fait : pour quel jour ?
| réserver Zoé journée
| 1 mercredi 10 juin
> martin@example.org | réserver Zoé mer 8/07
! asked
< martin@example.org | Une précision
| je n'ai encore rien fait : pour quel moment de la journée ?
| réserver Zoé mer 8/07
| 2 matin
@ 2026-06-09 10:00
> martin@example.org | blabla du jour
! not_understood
< martin@example.org | Une précision
| je n'ai encore rien fait : je n'ai pas compris cette ligne
> martin@example.org | merci beaucoup
! nothing_to_do
> martin@example.org | réserver Zoé mer 8/07 journée⏎réserver Zoé mer 8/07 journée
< martin@example.org | 1 demande enregistrée, 1 réservation déjà notée
< directrice@example.org | 1 demande à valider
| MARTIN Zoé (7) mer. 8 juillet journée
