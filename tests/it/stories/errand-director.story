# A director sees who comes and a family's file; what cannot be done by letter yet is told with the way that there is.
centre martin
@ 2026-06-09 09:00
> martin@example.org | réserver Zoé et Hugo mer 8/07 journée
< martin@example.org | Demande n° 1
< directrice@example.org | [lot 1]
>> directrice@example.org | accepter 1
< directrice@example.org
< martin@example.org | Accepté : Zoé
> directrice@example.org | qui vient mercredi 8/07 ?
! told
< directrice@example.org | Enfants inscrits
| voici les inscrits le mercredi 8 juillet.
| mercredi 8 juillet : 1 enfant
| MARTIN Zoé (7) journée accepté
| Enfants par tranche : matin 1/40, repas 1/40, après-midi 1/40 ; 1 demande à décider
- MARTIN Hugo
> directrice@example.org | who is coming on 8/07
! told
< directrice@example.org | Children booked
| here is who is booked on Wednesday 8 July.
> directrice@example.org | famille Martin
! told
< directrice@example.org | Fiche de famille
| voici la famille MARTIN.
| Mme Martin martin@example.org
| Zoé (7)
| mer. 08/07 Zoé journée accepté
| mer. 08/07 Hugo journée en demande
- NGUYEN
> directrice@example.org | famille Dupont
! asked
< directrice@example.org
| je ne trouve pas « Dupont » parmi les familles et les enfants inscrits
> directrice@example.org | fermer mercredi 15/07 : grève
! told
< directrice@example.org
| rien n'est changé.
| demandez à la personne qui a installé
@ 2026-06-09 10:00
> directrice@example.org | plus tard
! asked
< directrice@example.org
| rien n'est changé : votre message ne répond à aucune liste.
< directrice@example.org | 1 demande
> directrice@example.org | close 15/07: strike
! told
< directrice@example.org
| nothing is changed.
| I do not close a day by letter yet
