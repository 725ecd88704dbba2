"""Writes tiny models of tasks with their tokenizers, and what the libraries of Hugging Face answer for texts.

python generate.py FOLDER

Transformers 5.18.0 (pipelines) and sentence-transformers 6.0.1, of which scikit-learn and SciPy are not needed here.
"""
import json
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from unittest.mock import MagicMock

import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (AutoConfig, AutoModel, AutoModelForSequenceClassification, AutoModelForTokenClassification,
                          PreTrainedTokenizerFast, pipeline)

OUT = Path(sys.argv[1])
TEXTS = ["Ada Lovelace lived in London.", "The whale surfaced, and the harpooner threw.", "x", "Shares fell today",
         "Émile's café in Paris opens at nine; Ada goes there.", "unbelievable unbelievers believe in beliefs"]
LONG = " ".join(TEXTS[i % 2] for i in range(9))


def wordpiece():
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(TEXTS, trainers.WordPieceTrainer(vocab_size=90, special_tokens=special))
    tokenizer.post_processor = processors.TemplateProcessing(
        "[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", [("[CLS]", 2), ("[SEP]", 3)])
    tokenizer.decoder = decoders.WordPiece()
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]",
                                   sep_token="[SEP]", mask_token="[MASK]", model_max_length=24,
                                   model_input_names=["input_ids", "token_type_ids", "attention_mask"])


def bytelevel():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    tokenizer.train_from_iterator(TEXTS, trainers.BpeTrainer(
        vocab_size=330, special_tokens=special, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="<unk>", pad_token="<pad>", cls_token="<s>",
                                   sep_token="</s>", bos_token="<s>", eos_token="</s>", mask_token="<mask>",
                                   model_max_length=28, model_input_names=["input_ids", "attention_mask"])


def model(kind, factory, tokenizer, seed, **options):
    sizes = dict(vocab_size=len(tokenizer), hidden_size=8, num_attention_heads=2, num_hidden_layers=2,
                 intermediate_size=12, max_position_embeddings=32, pad_token_id=tokenizer.pad_token_id)
    made = factory.from_config(AutoConfig.for_model(kind, **sizes, **options)).eval()
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in made.named_parameters():
            draw = torch.randn(parameter.shape, generator=generator)
            parameter.copy_(1 + 0.2 * draw if "norm" in name.lower() and name.endswith("weight") else 0.5 * draw)
    return made


def save(name, made, tokenizer, answers):
    made.save_pretrained(OUT / name)
    tokenizer.save_pretrained(OUT / name)
    write(name, answers)


def write(name, answers):
    (OUT / name / "answers.json").write_text(json.dumps(answers, ensure_ascii=False, indent=1, default=float))


def classifiers():
    labels = dict(id2label={0: "bad", 1: "fair", 2: "good"}, label2id={"bad": 0, "fair": 1, "good": 2})
    for number, (kind, make, problem) in enumerate([("bert", wordpiece, None), ("roberta", bytelevel, None),
                                                    ("bert", wordpiece, "multi_label_classification"),
                                                    ("bert", wordpiece, "regression")]):
        tokenizer = make()
        made = model(kind, AutoModelForSequenceClassification, tokenizer, 10 + number, problem_type=problem, **labels)
        ask = pipeline("text-classification", model=made, tokenizer=tokenizer, top_k=None, truncation=True)
        pairs = [{"text": TEXTS[0], "text_pair": LONG}, {"text": TEXTS[1], "text_pair": TEXTS[2]}]
        answers = [dict(text=text, pair=None, labels=ask(text)) for text in TEXTS + [LONG]]
        answers += [dict(text=pair["text"], pair=pair["text_pair"], labels=ask(pair)) for pair in pairs]
        for answer in answers:
            found = answer["labels"]
            answer["labels"] = found[0] if isinstance(found[0], list) else found
        save(f"classifier-{kind}-{problem}", made, tokenizer, answers)


def token_classifiers():
    names = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
    labels = dict(id2label=dict(enumerate(names)), label2id={name: i for i, name in enumerate(names)})
    for number, (kind, make) in enumerate([("bert", wordpiece), ("roberta", bytelevel)]):
        tokenizer = make()
        made = model(kind, AutoModelForTokenClassification, tokenizer, 30 + number, **labels)
        answers = []
        for how in ["none", "simple", "first", "average", "max"]:
            ask = pipeline("token-classification", model=made, tokenizer=tokenizer, aggregation_strategy=how)
            for text in TEXTS[:4] + TEXTS[5:]:  # offsets of pipelines count code points
                entities = [dict(label=found.get("entity_group", found.get("entity")), score=found["score"],
                                 start=found["start"], end=found["end"]) for found in ask(text)]
                answers.append(dict(how=how, text=text, entities=entities))
        save(f"tokens-{kind}", made, tokenizer, answers)


def rerankers():
    tokenizer = wordpiece()
    for number, function in enumerate([None, "torch.nn.modules.linear.Identity"]):
        made = model("bert", AutoModelForSequenceClassification, tokenizer, 50 + number, num_labels=1)
        if function:
            made.config.sentence_transformers = {"activation_fn": function, "version": "5"}
        given = tokenizer([TEXTS[0]] * len(TEXTS), TEXTS[:-1] + [LONG], padding=True, truncation=True, max_length=24,
                          return_tensors="pt")
        with torch.no_grad():
            scores = made(**given).logits.squeeze(-1)
        scores = scores if function else scores.sigmoid()
        save(f"reranker-{'identity' if function else 'sigmoid'}", made, tokenizer,
             dict(query=TEXTS[0], passages=TEXTS[:-1] + [LONG], scores=scores.tolist()))


def stub():
    """sentence-transformers imports these for its evaluators only."""
    for missing in ["sklearn", "sklearn.metrics", "sklearn.metrics.pairwise", "sklearn.cluster", "scipy", "scipy.stats",
                    "scipy.spatial", "scipy.sparse"]:
        sys.modules.setdefault(missing, MagicMock(__spec__=ModuleSpec(missing, None)))


def embedders():
    stub()
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Dense, Normalize, Pooling, Transformer
    cases = [("cls", True, 0, {}), ("mean", True, 6, {}), ("max", False, 0, {}), ("mean_sqrt_len_tokens", False, 0, {}),
             ("weightedmean", True, 0, {}), ("lasttoken", False, 5, {}), (["cls", "max", "mean"], True, 0, {}),
             ("mean", True, 0, {"query": "whale: ", "passage": "in London "}), ("mean", "without", 0, {"query": "whale: "})]
    for number, (mode, normalize, dense, prompts) in enumerate(cases):
        kind, make = [("bert", wordpiece), ("roberta", bytelevel)][number % 2]
        tokenizer = make()
        name = f"embedder-{number}"
        bare = OUT / (name + "-bare")
        model(kind, AutoModel, tokenizer, 70 + number).save_pretrained(bare)
        tokenizer.save_pretrained(bare)
        modules = [Transformer(str(bare), max_seq_length=20),
                   Pooling(8, pooling_mode=mode, include_prompt=normalize != "without")]
        width = modules[1].get_sentence_embedding_dimension()
        if dense:
            modules.append(Dense(width, dense))
        if normalize:
            modules.append(Normalize())
        made = SentenceTransformer(modules=modules, prompts=prompts, device="cpu",
                                   default_prompt_name="query" if prompts else None)
        texts = TEXTS + [LONG]
        answers = dict(texts=texts, vectors=made.encode(texts).tolist(),
                       passages=made.encode(texts, prompt_name="passage").tolist() if "passage" in prompts else [])
        made.save(str(OUT / name), create_model_card=False)
        write(name, answers)
        for file in bare.iterdir():
            file.unlink()
        bare.rmdir()


classifiers()
token_classifiers()
rerankers()
embedders()
