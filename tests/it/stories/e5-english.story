# E5 English beside French: the answer is in the language of the words.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | book Marie Wed 11/07 full day
< dupont@example.org | Request no. 1 received: Marie, Wednesday 11 July
| your request no. 1 is received; the director has yet to accept it.
< directrice@example.org | [lot 1]
>> directrice@example.org | accept 1
< directrice@example.org | 1 booking accepted [list 1]
| DUPONT Marie
< dupont@example.org | Accepted: Marie, Wednesday 11 July
| it is accepted
> dupont@example.org | help
< dupont@example.org
| book Marie
| cancel
