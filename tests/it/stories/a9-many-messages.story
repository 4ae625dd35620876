# A9 Who writes a great deal is told when the answers pause and what got none; what is to be done is always done.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | statut
< dupont@example.org
- dernière réponse
@ 2012-07-02 09:01
> dupont@example.org | aide
< dupont@example.org
> dupont@example.org | réserver Zoé mer 11/07 journée
< dupont@example.org
> dupont@example.org | le doudou est resté chez vous
< dupont@example.org
- dernière réponse
@ 2012-07-02 09:02
> dupont@example.org | statut⏎merci
< dupont@example.org
| C'est ma dernière réponse de ce genre avant le lundi 2 juillet à 9 h 10
| Jusque-là, je ne réponds que pour confirmer ce qui est fait (réservation, annulation, décision).
| Sans réponse, rien n'a changé, et votre message reste non lu dans la boîte du centre.

# Beyond the bound: silence for what changes nothing, …
@ 2012-07-02 09:03
> dupont@example.org | statut⏎s'il vous plaît
! rate_limited
@ 2012-07-02 09:04
> dupont@example.org | aide⏎s'il vous plaît
! rate_limited

# … and an answer to what is done, which says what had none. A second one has nothing more to say of it.
@ 2012-07-02 09:05
> dupont@example.org | réserver Marie mer 11/07 journée
! acted
< dupont@example.org | Demande n° 1
| 2 autres messages de vous, reçus depuis le lundi 2 juillet à 9 h 03, sont restés sans réponse.
| Ils n'ont rien changé et restent non lus dans la boîte du centre
- dernière réponse
< directrice@example.org | [lot 1]
- restés sans réponse
> dupont@example.org | annuler 1
< dupont@example.org
- sans réponse
@ 2012-07-02 09:06
> dupont@example.org | statut⏎encore
! rate_limited

# Nobody else waits for it.
> nguyen@example.org | statut
< nguyen@example.org
- sans réponse

# The window is open again.
@ 2012-07-02 09:10
> dupont@example.org | statut⏎enfin
! told
< dupont@example.org
| Un autre message de vous, reçu le lundi 2 juillet à 9 h 06, est resté sans réponse.
@ 2012-07-02 09:30
> dupont@example.org | statut⏎bonsoir
< dupont@example.org
- sans réponse

# Nobody is told of messages in their name that nobody vouches for.
@ 2012-07-03 15:00
x> nguyen@example.org | aide
< nguyen@example.org
x> nguyen@example.org | aide⏎1
< nguyen@example.org
x> nguyen@example.org | aide⏎2
< nguyen@example.org
x> nguyen@example.org | aide⏎3
< nguyen@example.org
x> nguyen@example.org | aide⏎4
< nguyen@example.org
- dernière réponse
x> nguyen@example.org | aide⏎5
! rate_limited
> nguyen@example.org | statut⏎moi-même
< nguyen@example.org
- sans réponse

# A director's list is shown once more, with the same words above it.
@ 2012-07-04 09:00
> directrice@example.org | aide
< directrice@example.org
> directrice@example.org | aide⏎1
< directrice@example.org
> directrice@example.org | aide⏎2
< directrice@example.org
> directrice@example.org | aide⏎3
< directrice@example.org
> directrice@example.org | aide⏎4
< directrice@example.org
| dernière réponse de ce genre avant le mercredi 4 juillet à 9 h 10
