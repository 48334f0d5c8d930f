namespace Microsoft.Extensions.Http.Resilience;

/// <summary>The diagnostic that users of an experimental member of the official package have to suppress.</summary>
internal static class ExperimentalApi
{
    public const string Id = "EXTEXP0001";
    public const string Url = "https://aka.ms/dotnet-extensions-warnings/{0}";
}
