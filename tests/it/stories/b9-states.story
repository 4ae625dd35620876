# B9 The states a parent sees: en demande, accepté, complet – liste d'attente, refusé, demande d'annulation.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie, Raphaël et Antoine mer 11/07 journée
< dupont@example.org | Demande n° 1
| Marie, journée mer. 11/07 en demande
| Raphaël, journée mer. 11/07 en demande
| Antoine, journée mer. 11/07 en demande
< directrice@example.org | [lot 1]
>> directrice@example.org | accepter 1, attente 2, refuser 3 : groupe complet
< directrice@example.org | 1 réservation acceptée, 1 réservation en liste d'attente, 1 réservation refusée [lot 1]
| 1. DUPONT Marie mer. 11 juillet, journée accepté
| 2. DUPONT Raphaël mer. 11 juillet, journée
| liste d'attente
| 3. DUPONT Antoine mer. 11 juillet, journée refusé
< dupont@example.org | Réponse du centre : Marie, Raphaël et Antoine
| Marie mer. 11/07 journée accepté
| Raphaël mer. 11/07 journée en liste d'attente
| Antoine mer. 11/07 journée refusé : groupe complet
> dupont@example.org | réserver Lilou lun 9/07 matin
< dupont@example.org | Demande n° 2
| Lilou, matin lun. 09/07 en demande
< directrice@example.org | [lot 2]
| DUPONT Lilou (4) lun. 9 juillet matin
> dupont@example.org | annuler Marie mer 11/07
< dupont@example.org | Demande d'annulation : Marie, mercredi 11 juillet
| la réservation tient jusque-là
< directrice@example.org | [lot 3]
| DUPONT Marie (10) mer. 11 juillet journée annulation demandée
> dupont@example.org | statut
< dupont@example.org | Vos réservations
| Lilou lun. 09/07 matin en demande
| Marie mer. 11/07 journée demande d'annulation
| Raphaël mer. 11/07 journée en liste d'attente
| Antoine : refusé ou annulé mer. 11/07 journée refusé : groupe complet
