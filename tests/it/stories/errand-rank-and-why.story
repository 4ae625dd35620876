# Ranks, reasons and chosen bookings come from the books; a reason that nobody wrote down is asked of a person.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie, Raphaël et Antoine mer 11/07 journée
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
>> directrice@example.org | accepter 1 2, refuser 3 : groupe complet
< directrice@example.org
< dupont@example.org
> nguyen@example.org | réserver Léo mer 11/07 journée
< nguyen@example.org
| n° 1 sur la liste
< directrice@example.org | [lot 2]
> nguyen@example.org | quel rang pour Léo ?
! told
< nguyen@example.org | Rang sur la liste d'attente
| voici votre rang sur la liste d'attente.
| Léo mer. 11/07 journée complet – liste d'attente
> nguyen@example.org | my rank on the waiting list?
! told
< nguyen@example.org
| here is your rank on the waiting list.
> dupont@example.org | pourquoi Antoine est refusé le 11/07 ?
! told
< dupont@example.org | Ce que je sais de vos réservations
| voici ce que j'en sais.
| refusé : groupe complet
- Marie
> dupont@example.org | why is Antoine refused on 11/07?
! told
< dupont@example.org
| here is what I know.
> dupont@example.org | pourquoi Marie est inscrite le 11/07 ?
! told
< dupont@example.org | Votre message est transmis
| Je n'en connais pas la raison.
< directrice@example.org | Mot de la famille DUPONT : explication
| pourquoi Marie est inscrite le 11/07 ?
> dupont@example.org | calendrier de juillet pour Marie
! told
< dupont@example.org
| voici votre réservation pour Marie du 1er au 31 juillet
| mer. 11/07 journée accepté
- Raphaël
