# A8 Below a quote without marks nobody can tell whose words are whose: nothing is done, the writer is told, a person reads.
centre martin
@ 2026-06-09 09:00
> martin@example.org | De : Accueil⏎Envoyé : lundi 8 juin 2026 19:42⏎À : Martin⏎Objet : Mercredi⏎⏎Bonjour, viendra-t-elle ?⏎⏎Zoé mercredi 17 juin journée, merci
! not_understood
< martin@example.org | Je ne trouve pas votre réponse
| que celui auquel il répond
| reste non lu dans la boîte du centre
| réserver Zoé
> martin@example.org | Zoé mercredi 17 juin journée⏎⏎De : Accueil⏎Envoyé : lundi 8 juin 2026 19:42⏎À : Martin⏎Objet : Mercredi⏎⏎Bonjour, viendra-t-elle ?
! acted
< martin@example.org | Zoé, mercredi 17 juin
< directrice@example.org
