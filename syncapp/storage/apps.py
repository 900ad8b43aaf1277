from django.apps import AppConfig


class StorageConfig(AppConfig):
    name = "syncapp.storage"
    label = "storage"
