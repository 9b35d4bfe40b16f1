"""What stands in the text: quantities, dates, persons, places, provisions, quotations, recommendations.

Grammars over tables of words (`data/*.yaml`, one file a language) that a reader can inspect. No model, no network.
"""
