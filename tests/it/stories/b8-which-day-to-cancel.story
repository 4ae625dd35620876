# B8 A cancellation without its day offers what is booked, and nothing else; where nothing is, that is said at once.
centre martin
@ 2026-06-09 09:00
> martin@example.org | annuler Zoé
! told
< martin@example.org | 1 annulation non faite
| Zoé n'a aucune réservation à venir
> martin@example.org | réserver Zoé 24/06, 1/07 et 8/07 matin
! acted
< martin@example.org
< directrice@example.org
> martin@example.org | annuler Zoé
! asked
< martin@example.org
| 1 mercredi 24 juin
| 2 mercredi 1er juillet
| 3 mercredi 8 juillet
>> martin@example.org | le 2
! acted
< martin@example.org | Annulé : Zoé, mercredi 1er juillet
> martin@example.org | cancel Hugo
! told
< martin@example.org
| Hugo has no booking to come
@ 2026-06-16 09:00
> martin@example.org | annuler Zoé mercredi prochain
! asked
< martin@example.org
| « oui » ou « mercredi 24 juin »
>> martin@example.org | oui
! acted
< martin@example.org | Annulé : Zoé, mercredi 24 juin
