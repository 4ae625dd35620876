# B9 The states a parent sees: en demande, accepté, complet – liste d'attente, refusé, demande d'annulation.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie, Raphaël et Antoine mer 11/07 journée
< dupont@example.org
< directrice@example.org | [lot 1]
>> directrice@example.org | accepter 1, attente 2, refuser 3 : groupe complet
< directrice@example.org | [lot 1]
| 1. DUPONT Marie
| accepté
| 2. DUPONT Raphaël
| 3. DUPONT Antoine
| refusé
< dupont@example.org
| groupe complet
> dupont@example.org | réserver Lilou lun 9/07 matin
< dupont@example.org
< directrice@example.org | [lot 2]
> dupont@example.org | annuler Marie mer 11/07
< dupont@example.org
< directrice@example.org | [lot 3]
> dupont@example.org | statut
< dupont@example.org | Vos réservations
| en demande
| demande d'annulation
| liste d'attente
| refusé
