"""Writes tiny language models with tokenizers and the texts that Transformers generates, and what its filters of scores do.

python texts.py FOLDER [NAME]   with Transformers 5.18.0, PyTorch 2.13.0, tokenizers of that release; the
                                names are llama, gpt2, chat, and rules, for rules.json
"""
import json
import random
import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import (AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM, GenerationConfig,
                          PreTrainedTokenizerFast)
from transformers.generation.logits_process import (MinPLogitsWarper, RepetitionPenaltyLogitsProcessor,
                                                    TemperatureLogitsWarper, TopKLogitsWarper, TopPLogitsWarper)

OUT = Path(sys.argv[1])
TEXTS = ["Ada Lovelace lived in London.", "The whale surfaced, and the harpooner threw.", "Shares fell today",
         "Émile's café in Paris opens at nine; Ada goes there.", "unbelievable unbelievers believe in beliefs"]
PROMPTS = ["The whale", "Ada", "Émile's café", "believe in the", "London. Shares"]


def bytelevel():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.train_from_iterator(TEXTS, trainers.BpeTrainer(vocab_size=90, special_tokens=["<pad>", "<s>", "</s>"]))
    tokenizer.decoder = decoders.ByteLevel()
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="<pad>", bos_token="<s>", eos_token="</s>",
                                   clean_up_tokenization_spaces=False, padding_side="left")


TURNS = """{{ bos_token }}
{%- for message in messages %}
    {%- if message.role == 'system' %}
        {{- message.content + '\n' }}
    {%- else %}
        {%- set turn = (messages | rejectattr('role', 'equalto', 'system') | list).index(message) %}
        {%- if (message.role == 'user') != (turn % 2 == 0) %}
            {{- raise_exception('roles must take turns') }}
        {%- endif %}
        {{- message.role + ': ' + message.content + (eos_token if message.role == 'assistant' else '') + '\n' }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- 'assistant:' }}
{%- endif %}
"""
CHATS = [[("user", "The whale")], [("system", "Ada"), ("user", "café")],
         [("user", "The whale"), ("assistant", "fell"), ("user", "in London")]]


def write(name, kind, seed, chat=False, **options):
    if len(sys.argv) > 2 and sys.argv[2] != name:
        return
    tokenizer = bytelevel()
    config = AutoConfig.for_model(kind, vocab_size=len(tokenizer), bos_token_id=1, eos_token_id=2, pad_token_id=0,
                                  tie_word_embeddings=False, **options)
    config._attn_implementation = "eager"
    model = AutoModelForCausalLM.from_config(config).eval()
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter_name, parameter in model.named_parameters():
            if parameter.dim() > 1:
                parameter.copy_(0.5 * torch.randn(parameter.shape, generator=generator))
        model.lm_head.weight[2] *= 1.5  # so that texts end
    folder = OUT / name
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    if chat:
        tokenizer.chat_template = TURNS
        tokenizer.save_pretrained(folder)
        model.generation_config.eos_token_id = [2, 7]
        model.generation_config.save_pretrained(folder)
        answers = []
        for messages in CHATS:
            messages = [dict(role=role, content=content) for role, content in messages]
            text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
            given = tokenizer(text, add_special_tokens=False, return_tensors="pt", return_token_type_ids=False)
            out = model.generate(**given, max_new_tokens=16, do_sample=False)[0]
            new = out[given.input_ids.shape[1]:]
            start = len(tokenizer.decode(given.input_ids[0], skip_special_tokens=True))
            ended = int(new[-1]) in (2, 7)
            kept = out[:-1] if ended else out
            answers.append(dict(messages=messages, text=text, tokens=len(given.input_ids[0]), new=len(new), ended=ended,
                                answer=tokenizer.decode(kept, skip_special_tokens=True)[start:]))
        with open(folder / "answers.json", "w") as file:
            json.dump(answers, file, indent=1)
            file.write("\n")
        return
    ways = {"greedy": {}, "penalty": dict(repetition_penalty=1.3), "beams": dict(num_beams=3),
            "beams5": dict(num_beams=5, length_penalty=0.5, repetition_penalty=1.2)}
    answers = []
    for prompt in PROMPTS:
        given = tokenizer(prompt, return_tensors="pt", return_token_type_ids=False)
        start = len(tokenizer.decode(given.input_ids[0], skip_special_tokens=True))
        answer = dict(prompt=prompt)
        for way, how in ways.items():
            out = model.generate(**given, max_new_tokens=24, do_sample=False, **how)[0]
            answer[way] = tokenizer.decode(out, skip_special_tokens=True)[start:]
        answers.append(answer)
    with open(folder / "answers.json", "w") as file:
        json.dump(answers, file, indent=1)
        file.write("\n")


def filters():
    rng = random.Random(5)
    cases = []
    for number in range(40):
        generator = torch.Generator().manual_seed(number)
        scores = 3 * torch.randn((1, rng.choice([5, 17, 40])), generator=generator)
        if number % 5 == 0:
            scores = scores.round()  # equal ones
        history = torch.randint(0, scores.shape[1], (1, 6), generator=generator)
        options = dict(repetitionPenalty=rng.choice([1.0, 1.3, 0.8]), temperature=rng.choice([1.0, 0.7, 1.6]),
                       topK=rng.choice([0, 1, 4, 50]), topP=rng.choice([1.0, 0.9, 0.4]), minP=rng.choice([0.0, 0.1, 0.5]))
        y = RepetitionPenaltyLogitsProcessor(options["repetitionPenalty"])(history, scores)
        y = TemperatureLogitsWarper(options["temperature"])(history, y)
        if options["topK"]:
            y = TopKLogitsWarper(options["topK"])(history, y)
        if options["topP"] < 1:
            y = TopPLogitsWarper(options["topP"])(history, y)
        if options["minP"]:
            y = MinPLogitsWarper(options["minP"])(history, y)
        kept = [max(value, -1e38) for value in y[0].tolist()]
        cases.append(dict(options, scores=scores[0].tolist(), history=history[0].tolist(), result=kept))
    with open(OUT / "filters.json", "w") as file:
        json.dump(cases, file)
        file.write("\n")


write("llama", "llama", 3, hidden_size=16, num_attention_heads=4, num_key_value_heads=2, num_hidden_layers=2,
      intermediate_size=24, max_position_embeddings=64)
write("gpt2", "gpt2", 4, n_embd=16, n_head=2, n_layer=2, n_positions=64)
write("chat", "llama", 6, chat=True, hidden_size=16, num_attention_heads=4, num_key_value_heads=2, num_hidden_layers=2,
      intermediate_size=24, max_position_embeddings=256)
def rules():
    """What other generation_config.json files make of the models llama and t5, which must be there."""
    given = [
        dict(eos_token_id=[2, 9, 14]), dict(eos_token_id=[2, 9], min_new_tokens=7), dict(min_length=12),
        dict(no_repeat_ngram_size=2), dict(no_repeat_ngram_size=1, eos_token_id=None),
        dict(no_repeat_ngram_size=3, repetition_penalty=1.4),
        dict(suppress_tokens=[5, 11, 20, 33], begin_suppress_tokens=[2, 8, 17]),
        dict(begin_suppress_tokens=list(range(3, 40)), forced_bos_token_id=8), dict(forced_eos_token_id=2, eos_token_id=2),
        dict(forced_eos_token_id=[7], min_new_tokens=3), dict(forced_bos_token_id=8, repetition_penalty=0.7),
        dict(bad_words_ids=[[10], [13], [20, 21], [7, 30], [2]]), dict(early_stopping=True),
        dict(early_stopping="never"), dict(encoder_repetition_penalty=1.0, guidance_scale=None, num_beam_groups=1)]
    cases = []
    for name in ["llama", "t5"]:
        model = dict(llama=AutoModelForCausalLM, t5=AutoModelForSeq2SeqLM)[name].from_pretrained(OUT / name, attn_implementation="eager").eval()
        tokenizer = PreTrainedTokenizerFast.from_pretrained(OUT / name)
        before = model.generation_config.to_dict()
        before_file = json.loads((OUT / name / "generation_config.json").read_text())
        with torch.no_grad():
            for prompt in ["The whale", "Ada lived in Paris"]:
                ids = tokenizer(prompt, return_tensors="pt").input_ids
                seen = model.generate(ids, max_new_tokens=20, min_new_tokens=20, do_sample=False)[0].tolist()
                for options in given + [dict(bad_words_ids=[seen[-9:-7], seen[-6:-3], [seen[-5]]]),
                                        dict(suppress_tokens=[seen[-4]], begin_suppress_tokens=[seen[-20]])]:
                    model.generation_config = GenerationConfig(**{**before, **options})
                    case = dict(model=name, prompt=prompt, options=json.dumps({**before_file, **options}))
                    start = len(tokenizer.decode(ids[0], skip_special_tokens=True)) if name == "llama" else 0
                    for way, beams in [("greedy", 1), ("beams", 3)]:
                        out = model.generate(ids, max_new_tokens=20, do_sample=False, num_beams=beams,
                                             use_cache=name == "llama")[0]
                        case[way] = tokenizer.decode(out, skip_special_tokens=True)[start:]
                    cases.append(case)
                model.generation_config = GenerationConfig(**before)
    with open(OUT / "rules.json", "w") as file:
        json.dump(cases, file, indent=1)
        file.write("\n")


if len(sys.argv) == 2:
    filters()
if len(sys.argv) == 2 or sys.argv[2] == "rules":
    rules()
