namespace ReferenceShop.AppHost.Local;

/// <summary>Why the shop cannot start here, in one sentence that says what to do.</summary>
internal sealed class StartFailure(string message) : Exception(message)
{
    /// <summary>Such a failure ends the process with its message and exit code 1, without a stack trace.</summary>
    public static void EndsWithOneLine() => AppDomain.CurrentDomain.UnhandledException += (_, failure) =>
    {
        if (failure.ExceptionObject is StartFailure { Message: var message })
        {
            Console.Error.WriteLine(message);
            Environment.Exit(1);
        }
    };
}
