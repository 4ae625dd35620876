# B18 A request of many days: each can be cancelled alone, and a part of a day too.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie du 16 au 20 juillet journée
< dupont@example.org | Marie, 5 jours, du 16 au 20 juillet
< directrice@example.org
>> directrice@example.org | ok
< directrice@example.org
< dupont@example.org
> dupont@example.org | annuler Marie mar 17/07
< dupont@example.org
| mar. 17/07 journée demande d'annulation
< directrice@example.org
> dupont@example.org | annuler Marie mer 18/07 matin
< dupont@example.org | Demande d'annulation : Marie, mercredi 18 juillet, matin
| votre demande d'annulation (matin) est transmise
| mer. 18/07 matin demande d'annulation
< directrice@example.org
>> directrice@example.org | ok
< directrice@example.org
< dupont@example.org
> dupont@example.org | statut
< dupont@example.org
| voici vos 4 réservations à venir
| lun. 16/07 journée accepté
| mer. 18/07 repas + après-midi accepté
| Marie : refusé ou annulé
| mar. 17/07 journée annulé
| mer. 18/07 matin annulé
